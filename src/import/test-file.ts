import { jsonFile, type BundleFile } from '../bundle/bundle-file.ts';
import type { TestCase } from '../contract/test.ts';

/** A saved test, as the workspace keeps it. `folder` ends with a slash. */
export function testFile(folder: string, name: string, { description, request, assertions }: TestCase): BundleFile {
  return jsonFile(`${folder}${name}.json`, { ...(description !== undefined && { description }), request, assertions });
}
