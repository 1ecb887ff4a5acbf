interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

interface Group<Item, Result> {
  waiting: Waiting<Item, Result>[];
  underWay: number;
}

/**
 * For work that costs little more for many than for one, such as a statement to the database: what is given while `atOnce` of it are under way waits, and is done together. `work` answers its items in their order;
 * where it fails, each of them does. Items of different groups never go together.
 */
export function gather<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  { most, atOnce = 1 }: { most: number; atOnce?: number },
): (item: Item, groupName?: string) => Promise<Result> {
  const groups = new Map<string, Group<Item, Result>>();

  const run = async (name: string, group: Group<Item, Result>) => {
    group.underWay += 1;
    while (group.waiting.length > 0) {
      const taken = group.waiting.splice(0, most);
      try {
        const results = await work(taken.map(({ item }) => item));
        for (const [index, { resolve }] of taken.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    group.underWay -= 1;
    if (group.underWay === 0) groups.delete(name);
  };

  return (item, name = '') =>
    new Promise((resolve, reject) => {
      const group = groups.get(name) ?? { waiting: [], underWay: 0 };
      groups.set(name, group);
      group.waiting.push({ item, resolve, reject });
      if (group.underWay < atOnce) void run(name, group);
    });
}
