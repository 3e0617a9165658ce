import type ts from 'typescript';

import { keyOf } from './env-types.ts';

type TypeScript = typeof ts;
type FunctionLike = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

const handlerParameters = ['HandlerRequest', 'HandlerContext'];
const fetchParameters = ['Request', 'Env', 'ExecutionContext'];
/** Types of the runtime that know the function they are used in, by their last parameter. */
const ofFunction: ReadonlySet<string> = new Set(['Env', 'HandlerContext', 'Handler', 'FetchHandler', 'FunctionModule']);
const handlerNames: ReadonlySet<string> = new Set(['handler', 'main']);

/**
 * Gives the parameters of a function's entry point the types the runtime calls it with, where the person wrote none:
 * `handler(request, { env })`, `main(request)`, `export default function` and `export default { fetch }`, in plain
 * JavaScript too. Where these types, or the same written by the person, say what is in `env`, they say it for the
 * function `key` names.
 *
 * The types are put into the syntax tree before it is bound, as nodes of no width behind the parameter's name: the
 * checker sees them, positions stay those of the text.
 */
export function typeHandlers(typescript: TypeScript, file: ts.SourceFile, key: string): void {
  linkParents(typescript, file);
  for (const statement of file.statements) {
    for (const [entry, types] of entryPoints(typescript, statement)) {
      entry.parameters.forEach((parameter, index) => {
        const type = types[index];
        if (type !== undefined && isUntyped(typescript, parameter)) setType(typescript, parameter, type);
      });
    }
  }
  const own = declaredNames(typescript, file);
  const visit = (node: ts.Node): void => {
    if (typescript.isTypeReferenceNode(node) && node.typeArguments === undefined) {
      const name = typescript.isIdentifier(node.typeName) ? node.typeName.text : '';
      if (ofFunction.has(name) && !own.has(name)) setFunction(typescript, node, key);
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);
}

/** A document registry whose JavaScript and TypeScript sources under `folder` have typed handlers. */
export function typedHandlersRegistry(typescript: TypeScript, folder: string): ts.DocumentRegistry {
  const registry = typescript.createDocumentRegistry();
  const typed = new WeakSet<ts.SourceFile>();
  const withTypes = (file: ts.SourceFile): ts.SourceFile => {
    if (file.fileName.startsWith(folder) && !typed.has(file)) {
      typed.add(file);
      const [id = ''] = file.fileName.slice(folder.length).split('/');
      typeHandlers(typescript, file, keyOf(id));
    }
    return file;
  };
  return {
    ...registry,
    acquireDocument: (...args) => withTypes(registry.acquireDocument(...args)),
    acquireDocumentWithKey: (...args) => withTypes(registry.acquireDocumentWithKey(...args)),
    updateDocument: (...args) => withTypes(registry.updateDocument(...args)),
    updateDocumentWithKey: (...args) => withTypes(registry.updateDocumentWithKey(...args)),
  };
}

function entryPoints(typescript: TypeScript, statement: ts.Statement): [FunctionLike, readonly string[]][] {
  if (typescript.isFunctionDeclaration(statement)) {
    const isDefault = statement.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.DefaultKeyword) ?? false;
    const isEntry = isDefault || handlerNames.has(statement.name?.text ?? '');
    return isEntry ? [[statement, handlerParameters]] : [];
  }
  if (typescript.isVariableStatement(statement)) {
    return statement.declarationList.declarations
      .filter(({ name }) => typescript.isIdentifier(name) && handlerNames.has(name.text))
      .flatMap(({ initializer }) => functionIn(typescript, initializer, handlerParameters));
  }
  if (!typescript.isExportAssignment(statement) || statement.isExportEquals) return [];
  const exported = unwrap(typescript, statement.expression);
  if (!typescript.isObjectLiteralExpression(exported)) return functionIn(typescript, exported, handlerParameters);
  return exported.properties
    .filter(({ name }) => name !== undefined && typescript.isIdentifier(name) && name.text === 'fetch')
    .flatMap((property) => {
      if (typescript.isMethodDeclaration(property)) return [[property, fetchParameters]];
      const value = typescript.isPropertyAssignment(property) ? property.initializer : undefined;
      return functionIn(typescript, value, fetchParameters);
    });
}

function functionIn(
  typescript: TypeScript,
  expression: ts.Expression | undefined,
  types: readonly string[],
): [FunctionLike, readonly string[]][] {
  const value = expression && unwrap(typescript, expression);
  const isFunction = value && (typescript.isArrowFunction(value) || typescript.isFunctionExpression(value));
  return isFunction ? [[value, types]] : [];
}

/** Without parentheses, `satisfies` and `as`. */
function unwrap(typescript: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    typescript.isParenthesizedExpression(inner) ||
    typescript.isSatisfiesExpression(inner) ||
    typescript.isAsExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** What the binder does later; finding a parameter's JSDoc needs it now. */
function linkParents(typescript: TypeScript, node: ts.Node): void {
  typescript.forEachChild(node, (child) => {
    Object.assign(child, { parent: node });
    linkParents(typescript, child);
  });
}

function isUntyped(typescript: TypeScript, parameter: ts.ParameterDeclaration): boolean {
  const { type, initializer, dotDotDotToken } = parameter;
  return !type && !initializer && !dotDotDotToken && !typescript.getJSDocType(parameter);
}

function setType(typescript: TypeScript, parameter: ts.ParameterDeclaration, typeName: string): void {
  const name = typescript.factory.createIdentifier(typeName);
  const type = typescript.factory.createTypeReferenceNode(name);
  // The name stays without a place: one of no width at a place is what the parser leaves where text is missing.
  typescript.setTextRange(type, { pos: parameter.name.end, end: parameter.name.end });
  Object.assign(name, { parent: type });
  Object.assign(type, { parent: parameter });
  Object.assign(parameter, { type });
}

/** What the file itself declares or imports under a name of its own. */
function declaredNames(typescript: TypeScript, file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (
      typescript.isInterfaceDeclaration(statement) ||
      typescript.isTypeAliasDeclaration(statement) ||
      typescript.isClassDeclaration(statement) ||
      typescript.isEnumDeclaration(statement)
    ) {
      if (statement.name !== undefined) names.add(statement.name.text);
    }
    const bindings = typescript.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (bindings !== undefined && typescript.isNamedImports(bindings)) {
      for (const { name } of bindings.elements) names.add(name.text);
    }
  }
  return names;
}

/** `Env` becomes `Env<'functions/shop'>`, with nodes of no width. */
function setFunction(typescript: TypeScript, reference: ts.TypeReferenceNode, key: string): void {
  const { end } = reference.typeName;
  const literal = typescript.factory.createStringLiteral(key);
  const argument = typescript.factory.createLiteralTypeNode(literal);
  const list = typescript.factory.createNodeArray([argument]);
  typescript.setTextRange(argument, { pos: reference.end, end: reference.end });
  // Right behind the name: the checker looks for a JSDoc dot in whatever stands between.
  typescript.setTextRange(list, { pos: end, end });
  Object.assign(literal, { parent: argument });
  Object.assign(argument, { parent: reference });
  Object.assign(reference, { typeArguments: list });
}
