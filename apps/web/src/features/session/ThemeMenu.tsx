import { Monitor, Moon, Sun } from 'lucide-react';
import { IconButton, Menu, MenuCheckItem, type ThemeChoice, useTheme } from '../../ui/index.ts';

const CHOICES: [ThemeChoice, string][] = [
  ['dark', 'Dark'],
  ['light', 'Light'],
  ['system', 'Like the system'],
];
const ICONS = { dark: Moon, light: Sun, system: Monitor };

export function ThemeItems() {
  const [choice, choose] = useTheme();
  return CHOICES.map(([value, label]) => (
    <MenuCheckItem key={value} isChecked={choice === value} onChange={() => choose(value)}>
      {label}
    </MenuCheckItem>
  ));
}

export function ThemeMenu() {
  const [choice] = useTheme();
  const Icon = ICONS[choice];
  return (
    <Menu trigger={<IconButton label="Theme" icon={<Icon size={18} aria-hidden />} />}>
      <ThemeItems />
    </Menu>
  );
}
