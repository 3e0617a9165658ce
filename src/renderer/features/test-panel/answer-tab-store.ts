import { create } from 'zustand';

export type AnswerTab = 'body' | 'headers' | 'chunks' | 'logs' | 'error';

/** The tab a person chose to look at answers; a run never changes it. */
export const useAnswerTab = create<{ tab: AnswerTab }>()(() => ({ tab: 'body' }));

export const chooseAnswerTab = (tab: AnswerTab): void => useAnswerTab.setState({ tab });
