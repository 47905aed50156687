import { posix } from 'node:path';

export type Source = { path: string; text: string };

export type FloorPlan = {
  /** Room → the rooms that it may import. A file belongs to the longest room that begins its path. */
  rooms: Record<string, readonly string[]>;
  /** Files directly in one folder, beside the folders in it. */
  mostFilesInFolder: number;
  /** Package → the rooms that may import it. */
  packages: Record<string, readonly string[]>;
  /** What only some files may say. */
  words: readonly { what: string; pattern: RegExp; onlyIn: readonly string[] }[];
  longestFile: number;
};

/** Everything in the sources that breaks the plan, one sentence each. */
export function violations(sources: readonly Source[], plan: FloorPlan): string[] {
  const ours = sources.filter((source) => source.path.startsWith('src/'));
  const graph = new Map(ours.map((source) => [source.path, importsOf(source)]));
  return [
    ...ours.flatMap((source) => wrongImports(source, plan)),
    ...ours.flatMap((source) => wrongWords(source, plan)),
    ...ours.flatMap((source) => tooLong(source, plan)),
    ...cycles(graph),
    ...fullFolders(ours, plan),
    ...untestedProviders(sources, plan),
  ];
}

/** What a file imports: paths from the root of the repository, or the names of packages. */
function importsOf({ path, text }: Source): string[] {
  const statements = text.matchAll(/(?<!['"])\b(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g);
  return [...statements].map(([, name = '']) =>
    name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
  );
}

function wrongImports(source: Source, plan: FloorPlan): string[] {
  const room = roomOf(source.path, plan);
  if (room === undefined) return [`${source.path} is in no room of the plan`];
  return importsOf(source).flatMap((name) => {
    const allowed = name.startsWith('src/')
      ? mayImport(source.path, name, plan)
      : mayUse(source.path, room, name, plan);
    return allowed ? [] : [`${source.path} imports ${name}`];
  });
}

function mayImport(from: string, to: string, plan: FloorPlan): boolean {
  const [room, other] = [roomOf(from, plan), roomOf(to, plan)];
  if (room === undefined || other === undefined) return false;
  if (room !== other) return allows(plan.rooms[room] ?? [], other);
  return room !== 'providers/*' || providerOf(from, plan) === providerOf(to, plan);
}

/** `db` allows that room alone, `db/**` the rooms in it as well. */
function allows(rooms: readonly string[], room: string): boolean {
  return rooms.includes(room) || ancestors(room).some((one) => rooms.includes(`${one}/**`));
}

function mayUse(path: string, room: string, name: string, plan: FloorPlan): boolean {
  if (name.startsWith('node:')) return room !== 'call' || name === 'node:crypto';
  const known = Object.keys(plan.packages).find(
    (key) => name === key || name.startsWith(`${key}/`),
  );
  return known !== undefined && holds(plan.packages[known], path, plan);
}

function wrongWords(source: Source, plan: FloorPlan): string[] {
  return plan.words
    .filter((word) => word.pattern.test(source.text) && !holds(word.onlyIn, source.path, plan))
    .map((word) => `${source.path} ${word.what}`);
}

function tooLong({ path, text }: Source, plan: FloorPlan): string[] {
  const lines = text.trimEnd().split('\n').length;
  const fine = lines <= plan.longestFile || path.endsWith('.generated.ts');
  return fine ? [] : [`${path} has ${lines} lines`];
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  function visit(path: string, trail: readonly string[]): void {
    if (trail.includes(path)) {
      found.push(`a circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  }
  for (const path of graph.keys()) visit(path, []);
  return found;
}

function fullFolders(sources: readonly Source[], plan: FloorPlan): string[] {
  const folders = Map.groupBy(sources, ({ path }) => posix.dirname(path));
  return [...folders]
    .filter(([, files]) => files.length > plan.mostFilesInFolder)
    .map(([folder, { length }]) => `${folder} holds ${length} files`);
}

function untestedProviders(sources: readonly Source[], plan: FloorPlan): string[] {
  const paths = new Set(sources.map((source) => source.path));
  const providers = new Set(
    [...paths].map((path) => providerOf(path, plan)).filter((name) => name !== undefined),
  );
  return [...providers]
    .map((name) => `test/providers/${name}.test.ts`)
    .filter((test) => !paths.has(test))
    .map((test) => `${test} does not exist`);
}

function roomOf(path: string, plan: FloorPlan): string | undefined {
  if (providerOf(path, plan) !== undefined) return 'providers/*';
  const inside = path.replace(/^src\//, '');
  return ancestors(inside).find((room) => room in plan.rooms);
}

/** The path itself, then each folder that it lies in, the innermost first. */
function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

/** The provider whose folder a file lies in: a folder below `providers/` that is no room of its own. */
function providerOf(path: string, { rooms }: FloorPlan): string | undefined {
  const name = /^src\/providers\/([^/]+)\//.exec(path)?.[1];
  return name === undefined || `providers/${name}` in rooms ? undefined : name;
}

function holds(rooms: readonly string[] = [], path: string, plan: FloorPlan): boolean {
  const inside = ancestors(path.replace(/^src\//, ''));
  return inside.some((room) => rooms.includes(room)) || rooms.includes(roomOf(path, plan) ?? '');
}
