import './styles/app.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app.tsx';
import { startDraftKeeping } from './editor/draft-keeping.ts';
import { preloadCodeEditor } from './editor/load-editor.ts';
import { startLiveSync } from './state/live-sync.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

startDraftKeeping();
startLiveSync();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
preloadCodeEditor();
