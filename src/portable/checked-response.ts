import { badResponse } from '../guest/answer.ts';
import { isHopByHop } from '../kit/hop-by-hop.ts';

/** A function's response, without the headers that are not its to say. Throws why it cannot be sent. */
export function checkedResponse(response: Response): Response {
  const { status, headers } = response;
  if (status < 200 || status > 599) throw badResponse(`A response cannot have the status ${status}.`);
  if (response.bodyUsed || isLocked(response)) {
    throw badResponse("The returned Response's body has already been read. Return a clone of it.");
  }
  const refused = [...headers.keys()].filter((name) => isHopByHop(name) || name.startsWith('x-nexo-'));
  if (refused.length === 0) return response;
  return without(refused, response);
}

/** In place where that is possible: what `fetch` gave cannot be changed. */
function without(names: readonly string[], response: Response): Response {
  try {
    for (const name of names) response.headers.delete(name);
    return response;
  } catch {
    const { status, statusText, body } = response;
    const headers = new Headers(response.headers);
    for (const name of names) headers.delete(name);
    return new Response(body, { status, statusText, headers });
  }
}

/** Bun makes a stream of a body that is looked at, and then forgets the type of its text. */
const bodiesAreLazy = 'Bun' in globalThis;

function isLocked(response: Response): boolean {
  return !bodiesAreLazy && response.body?.locked === true;
}
