/** Which web-platform-tests are run, by area; paths are relative to the checkout. */
export interface Area {
  name: string;
  folders: string[];
  /** Files left out, with why. */
  except: Record<string, string>;
}

const needsServer = 'needs the server of web-platform-tests';
const needsWindow = 'is about windows, workers, shadow realms or documents';
const notInApi = 'is not in the Minimum Common Web API';
const notStandard = 'is not in a standard yet';
const serverSide = 'forbids what a server must be able to do';

export const areas: Area[] = [
  { name: 'url', folders: ['url'], except: { 'url-origin': `blob: URLs: ${notInApi}` } },
  { name: 'urlpattern', folders: ['urlpattern'], except: { tentative: notStandard } },
  {
    name: 'encoding',
    folders: ['encoding'],
    except: { 'replacement-encodings': `XMLHttpRequest ${notInApi}`, 'unsupported-enc': `XMLHttpRequest ${notInApi}` },
  },
  { name: 'streams', folders: ['streams'], except: { owning: notStandard } },
  { name: 'compression', folders: ['compression'], except: {} },
  { name: 'headers', folders: ['fetch/api/headers'], except: { 'header-values': needsServer, cors: needsServer } },
  {
    name: 'request',
    folders: ['fetch/api/request'],
    except: {
      destination: needsWindow,
      'request-cache': needsServer,
      'request-bad-port': 'ports are the address policy of the engine',
      'request-error.any.js': needsServer,
      'request-headers': serverSide,
    },
  },
  {
    name: 'response',
    folders: ['fetch/api/response'],
    except: { 'response-cancel-stream': needsServer, many: needsWindow, 'response-blob-realm': needsWindow },
  },
  { name: 'body', folders: ['fetch/api/body'], except: {} },
  { name: 'abort', folders: ['dom/abort'], except: { shadowrealm: needsWindow } },
  { name: 'data-urls', folders: ['fetch/data-urls'], except: {} },
  {
    name: 'file',
    folders: ['FileAPI/blob', 'FileAPI/file', 'FileAPI/reading-data-section'],
    except: { filereader: notInApi, FileReader: notInApi, Determining: notInApi },
  },
  { name: 'formdata', folders: ['xhr/formdata'], except: {} },
  { name: 'events', folders: ['dom/events'], except: { scrolling: needsWindow } },
  { name: 'structured-clone', folders: ['html/webappapis/structured-clone'], except: {} },
  { name: 'timers', folders: ['html/webappapis/timers'], except: {} },
  { name: 'microtasks', folders: ['html/webappapis/microtask-queuing'], except: {} },
  { name: 'scripting', folders: ['html/webappapis/scripting'], except: { 'javascript-agent-formalism': needsWindow } },
  { name: 'base64', folders: ['html/webappapis/atob'], except: {} },
  {
    name: 'webidl',
    folders: ['webidl/ecmascript-binding'],
    except: { window: needsWindow, 'global-': needsWindow, allow_resizable: notInApi },
  },
  {
    name: 'messaging',
    folders: ['webmessaging'],
    except: {
      broadcastchannel: notInApi,
      'MessageEvent-trusted': notInApi,
      postMessage_Blob: `FileReader ${notInApi}`,
      tentative: notStandard,
      worker: needsWindow,
    },
  },
  { name: 'console', folders: ['console'], except: {} },
  { name: 'hr-time', folders: ['hr-time'], except: {} },
  {
    name: 'webcrypto',
    folders: ['WebCryptoAPI'],
    except: { tentative: notStandard, encap: notStandard, historical: needsWindow },
  },
  {
    name: 'wasm',
    folders: ['wasm/webapi', 'wasm/jsapi'],
    except: {
      esm: 'is about module loading',
      'status.any': needsServer,
      'origin.sub': needsServer,
      historical: needsWindow,
      tentative: notStandard,
    },
  },
];
