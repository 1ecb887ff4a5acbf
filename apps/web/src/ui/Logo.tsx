import { classNames } from './class-names.ts';

/** The name with its mark: a reading lamp's cone over a slice. */
export function Logo({ size = 22, isMarkOnly = false, className }: { size?: number; isMarkOnly?: boolean; className?: string }) {
  return (
    <span className={classNames('inline-flex items-center gap-2 font-semibold', className)} style={{ fontSize: size * 0.62 }}>
      <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Readroom">
        <rect width="32" height="32" rx="8" className="fill-accent-solid" />
        <path d="M16 6.5 25.5 16 16 25.5 6.5 16Z" fill="none" stroke="#fff" strokeWidth="2" strokeLinejoin="round" />
        <circle cx="16" cy="16" r="3.4" fill="#fff" />
      </svg>
      {!isMarkOnly && <span aria-hidden>Readroom</span>}
    </span>
  );
}
