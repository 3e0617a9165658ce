import { Scalar, stringify } from 'yaml';

import { textFile, type BundleFile } from './bundle-file.ts';

/**
 * A file of YAML that readers of 1.1 and of 1.2 understand alike: Kubernetes and CloudFormation still take `on`, `1_000` and
 * `12:30` for something other than text.
 */
export function yamlFile(path: string, documents: readonly object[]): BundleFile {
  const texts = documents.map((document) => stringify(document, { lineWidth: 0, version: '1.1' }));
  return textFile(path, texts.join('---\n'));
}

/** A text that somebody wrote, which is never taken for anything else. */
export function yamlText(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
