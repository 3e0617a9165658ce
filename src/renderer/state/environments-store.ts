import { create } from 'zustand';

import { type Environments, firstEnvironment } from '../../contract/environment.ts';
import type { SecretsState } from '../../contract/shell.ts';
import { engine } from '../api/clients.ts';
import { reportProblem } from './toasts-store.ts';

interface EnvironmentsStore extends Environments {
  secrets: SecretsState;
}

/** The environments of the workspace and which secrets have values, kept current by live-sync. */
export const useEnvironments = create<EnvironmentsStore>()(() => ({
  environments: [{ name: firstEnvironment, variables: {}, secrets: [] }],
  active: firstEnvironment,
  fixed: false,
  given: [],
  secrets: { refusal: null, passphrase: 'none', damage: null, held: [] },
}));

/** Functions run in it from now on; says so if that cannot be. */
export async function activateEnvironment(name: string): Promise<void> {
  try {
    useEnvironments.setState(await engine.environments.activate({ name }));
  } catch (error) {
    reportProblem(error);
  }
}
