import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';

import { contract } from '../../contract/contract.ts';
import { errorStatus } from '../../contract/errors.ts';

/** The OpenAPI 3.1 description of the REST API, made from the contract. */
export async function createOpenApiDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Nexo Studio',
      version,
      description: 'Functions of the open workspace: create, change, run and watch them.',
    },
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The text of .nexo/token.' } },
    },
    security: [{}, { token: [] }],
  });
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {})) addErrorResponse(operation);
  }
  return document;
}

const errorSchema: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorStatus) },
        message: { type: 'string' },
        field: { type: 'string', description: 'The input field at fault, as a dotted path.' },
        line: { type: 'integer', minimum: 1 },
        column: { type: 'integer', minimum: 1 },
        issues: {
          type: 'array',
          items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
        },
        invocation: { type: 'string' },
      },
    },
  },
};

function addErrorResponse(operation: unknown): void {
  if (typeof operation !== 'object' || operation === null || !('responses' in operation)) return;
  Object.assign(operation.responses as object, {
    default: {
      description: 'What went wrong',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  });
}
