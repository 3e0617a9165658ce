import './styles/app.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app.tsx';
import { startDraftKeeping } from './editor/draft-keeping.ts';
import { preloadCodeEditor } from './editor/load-editor.ts';
import { startTabs } from './editor/tab-keeping.ts';
import { startRequestKeeping } from './run/request-keeping.ts';
import { startRerunOnSave } from './tests/rerun-on-save.ts';
import { startLiveSync } from './state/live-sync.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

startDraftKeeping();
startTabs();
startRequestKeeping();
startRerunOnSave();
startLiveSync();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
preloadCodeEditor();
