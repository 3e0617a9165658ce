import type { Template } from '../../../contract/workspace.ts';

/** The functions of a first workspace, in the order to look at them, by their templates. */
const samples = ['hello', 'json-api', 'webhook-verify', 'streaming', 'endless-loop'] as const;

export interface SampleFunction extends Omit<Template, 'id'> {
  name: string;
}

/** The samples as functions to create; `hint` becomes the first line of the first one. */
export function sampleFunctions(templates: readonly Template[], hint: string): SampleFunction[] {
  return samples.flatMap((id, index) => {
    const template = templates.find((one) => one.id === id);
    if (template === undefined) return [];
    const { id: _id, code, ...rest } = template;
    const name = `${String(index + 1).padStart(2, '0')}-${id}`;
    return [{ ...rest, name, code: index === 0 ? `// ${hint}\n${code}` : code }];
  });
}
