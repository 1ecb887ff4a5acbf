import 'react';

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** Chooses a whole folder (File and Directory Entries API); all browsers know it under this name. */
    webkitdirectory?: '';
  }
}
