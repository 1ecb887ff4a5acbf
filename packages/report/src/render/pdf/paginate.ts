import type { Item, PlacedItem } from './flow.ts';

const TIGHT = 0.7;

/**
 * Distributes items over pages whose text lies between `top` and `bottom` (points from the top edge). Items that are kept with the next one
 * move together; a group that is higher than a page is the one thing that may be parted. Gaps are closed a little where that saves a page: a
 * signature alone on the last page is easily lost.
 */
export function paginate(items: Item[], top: number, bottom: number): PlacedItem[][] {
  const loose = distribute(items, top, bottom);
  if (loose.length === 1) return loose;
  const tight = distribute(
    items.map((item) => ({ ...item, gap: item.gap * TIGHT })),
    top,
    bottom,
  );
  return tight.length < loose.length ? tight : loose;
}

function distribute(items: Item[], top: number, bottom: number): PlacedItem[][] {
  const pages: PlacedItem[][] = [[]];
  let y = top;
  const startPage = () => {
    pages.push([]);
    y = top;
  };
  const place = (item: Item) => {
    const page = pages.at(-1)!;
    if (page.length > 0) y += item.gap;
    page.push({ item, y });
    y += item.height;
  };
  for (const group of groupKeptTogether(items)) {
    const height = group.reduce((sum, item, index) => sum + item.height + (index === 0 ? 0 : item.gap), 0);
    const isPageEmpty = pages.at(-1)!.length === 0;
    if (!isPageEmpty && y + group[0]!.gap + height > bottom) startPage();
    for (const item of group) {
      if (pages.at(-1)!.length > 0 && y + item.gap + item.height > bottom) startPage();
      place(item);
    }
  }
  return pages;
}

function groupKeptTogether(items: Item[]): Item[][] {
  const groups: Item[][] = [];
  let isOpen = false;
  for (const item of items) {
    if (isOpen) groups.at(-1)!.push(item);
    else groups.push([item]);
    isOpen = item.keepWithNext;
  }
  return groups;
}
