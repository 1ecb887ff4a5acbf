type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** zod's registry gives each schema twice: as what goes in (`<name>Input`) and as what comes out (`<name>`). */
const INPUT = 'Input';
const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

/**
 * Keeps the component schemas that paths and webhooks refer to, and one of the two where both say the same or only one is used. References are rewritten with them.
 */
export function tidyComponents<Document extends { paths?: unknown; webhooks?: unknown; components?: { schemas?: unknown } }>(
  document: Document,
): Document {
  const schemas = (document.components?.schemas ?? {}) as JsonObject;
  const used = reachable([document.paths, document.webhooks], schemas);
  const plain = (name: string) => name.slice(0, -INPUT.length);
  const merged = new Set([...used].filter((name) => name.endsWith(INPUT) && mayMerge(name, plain(name), schemas, used)));
  const renamed = (name: string) => (merged.has(name) ? plain(name) : name);
  const rewrite = <Value>(value: Value): Value =>
    JSON.parse(JSON.stringify(value ?? null).replace(REFERENCE, (_, name: string) => `"#/components/schemas/${renamed(name)}"`));
  const kept = Object.fromEntries(
    [...used].map((name) => [renamed(name), rewrite(schemas[name])]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  return {
    ...document,
    paths: rewrite(document.paths),
    webhooks: rewrite(document.webhooks),
    components: { ...document.components, schemas: kept },
  };
}

function mayMerge(input: string, output: string, schemas: JsonObject, used: Set<string>): boolean {
  return !used.has(output) || withoutInput(schemas[input]) === withoutInput(schemas[output]);
}

/** As text, with references to inputs and outputs alike: what they refer to is compared on its own. */
function withoutInput(schema: Json | undefined): string {
  return JSON.stringify(schema).replace(REFERENCE, (_, name: string) => `"${name.endsWith(INPUT) ? name.slice(0, -INPUT.length) : name}"`);
}

function reachable(from: unknown, schemas: JsonObject): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value ?? null).matchAll(REFERENCE)) {
      if (found.has(name)) continue;
      found.add(name);
      visit(schemas[name]);
    }
  };
  visit(from);
  return found;
}
