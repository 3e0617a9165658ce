import { platform } from './platform.ts';
import { jsonParse } from './primordials.ts';

/** Stands in for the codecs' own file when the prelude is bundled: asked for by the first decoder that needs it. */
export default function loadEncodingTables(): unknown {
  return jsonParse(platform.host.encodingTables());
}
