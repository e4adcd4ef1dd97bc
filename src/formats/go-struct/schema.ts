// Go struct types in Go's own notation, read once into tables:
//
//   type container.State struct
//     Status string
//     Pid int
//     ID string Id            the name in JSON, where it differs
//     Health *container.Health ,omitempty
//     container.Resources     an embedded struct: its fields are promoted

/** A type of the schema. */
export type TypeNode =
  { kind: 'string' | 'int' | 'bool' | 'any' | 'time' } | { kind: 'pointer' | 'slice' | 'map'; element: TypeNode } | { kind: 'struct'; name: string };

export interface FieldNode {
  name: string;
  json: string;
  type: TypeNode;
  omitempty: boolean;
  embedded: boolean;
}

/** Struct types by name. */
export type Schema = ReadonlyMap<string, readonly FieldNode[]>;

/** Reads struct declarations. Throws Error for a type that is declared nowhere. */
export function parseSchema(...sources: string[]): Schema {
  const schema = new Map<string, FieldNode[]>();
  let fields: FieldNode[] = [];
  for (const line of sources.join('\n').split('\n')) {
    const words = line.trim().split(/\s+/);
    const [first = '', second] = words;
    if (first === '' || first === '//') continue;
    if (first === 'type') {
      fields = [];
      schema.set(second as string, fields);
    } else fields.push(parseField(first, second, words.slice(2).join(' ')));
  }
  for (const [owner, list] of schema) for (const field of list) checkType(schema, field.type, owner);
  return schema;
}

function parseField(name: string, type: string | undefined, tag: string): FieldNode {
  if (type === undefined) return { name: name.slice(name.lastIndexOf('.') + 1), json: '', type: parseType(name), omitempty: false, embedded: true };
  const [json = '', option] = tag.split(',');
  return { name, json: json === '' ? name : json, type: parseType(type), omitempty: option === 'omitempty', embedded: false };
}

function parseType(text: string): TypeNode {
  if (text.startsWith('*')) return { kind: 'pointer', element: parseType(text.slice(1)) };
  if (text.startsWith('[]')) return { kind: 'slice', element: parseType(text.slice(2)) };
  if (text.startsWith('map[string]')) return { kind: 'map', element: parseType(text.slice('map[string]'.length)) };
  if (text === 'string' || text === 'int' || text === 'bool' || text === 'any' || text === 'time') return { kind: text };
  return { kind: 'struct', name: text };
}

function checkType(schema: Schema, type: TypeNode, owner: string): void {
  if ('element' in type) checkType(schema, type.element, owner);
  else if (type.kind === 'struct' && type.name !== 'struct{}' && !schema.has(type.name)) {
    throw new Error(`${owner}: ${type.name} is declared nowhere`);
  }
}

/** A type's name as Go's error messages have it. */
export function typeText(type: TypeNode): string {
  switch (type.kind) {
    case 'pointer':
      return `*${typeText(type.element)}`;
    case 'slice':
      return `[]${typeText(type.element)}`;
    case 'map':
      return `map[string]${typeText(type.element)}`;
    case 'struct':
      return type.name;
    case 'any':
      return 'interface {}';
    case 'time':
      return 'time.Time';
    default:
      return type.kind;
  }
}
