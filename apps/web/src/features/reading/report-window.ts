import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from '../../ui/index.ts';

type Message = 'opened' | 'closed' | 'are-you-there' | 'come-back';

const POLL_MS = 500;
/** A reload of the report's window closes and opens it: only one that stays away brings the pane back. */
const RELOAD_GRACE_MS = 1_000;

function windowName(studyId: string): string {
  return `readroom-report-${studyId}`;
}

function channelName(studyId: string): string {
  return `readroom.report-window.${studyId}`;
}

function isMessage(value: unknown): value is Message {
  return value === 'opened' || value === 'closed' || value === 'are-you-there' || value === 'come-back';
}

export interface ReportWindow {
  isOpen: boolean;
  open: () => void;
  /** Brings the window to the front, where the browser lets us. */
  show: () => void;
  /** Closes the window; the pane returns here. */
  bringBack: () => void;
}

/** The main window's side: whether the report of this study is in its own window. Survives a reload of either. */
export function useReportWindow(studyId: string): ReportWindow {
  const [isOpen, setOpen] = useState(false);
  const handle = useRef<Window | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  const graceTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const opened = new BroadcastChannel(channelName(studyId));
    channel.current = opened;
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isMessage(data)) return;
      if (data === 'opened') {
        clearTimeout(graceTimer.current);
        setOpen(true);
      }
      if (data === 'closed') graceTimer.current = setTimeout(() => setOpen(false), RELOAD_GRACE_MS);
    };
    opened.postMessage('are-you-there' satisfies Message);
    return () => {
      clearTimeout(graceTimer.current);
      opened.close();
      channel.current = null;
    };
  }, [studyId]);

  useEffect(() => {
    if (!isOpen) return;
    // A window that crashed or was killed says nothing.
    const timer = setInterval(() => {
      if (!handle.current?.closed) return;
      handle.current = null;
      setOpen(false);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [isOpen]);

  const open = useCallback(() => {
    const height = Math.min(window.screen.availHeight, 1000);
    const opened = window.open(`/study/${studyId}/report`, windowName(studyId), `popup,width=760,height=${height}`);
    if (!opened) {
      toast({
        tone: 'danger',
        title: 'The browser blocked the window',
        description: 'Allow pop-ups for this address, then try again. The report stays here.',
      });
      return;
    }
    handle.current = opened;
    setOpen(true);
  }, [studyId]);

  const show = useCallback(() => {
    // After a reload of this page the window is found again by its name.
    handle.current ??= window.open('', windowName(studyId));
    handle.current?.focus();
  }, [studyId]);
  const bringBack = useCallback(() => {
    channel.current?.postMessage('come-back' satisfies Message);
    handle.current = null;
    setOpen(false);
  }, []);
  return { isOpen, open, show, bringBack };
}

/** The report window's side: tells the main window that it is here, and closes when asked. */
export function useAsReportWindow(studyId: string): void {
  useEffect(() => {
    const channel = new BroadcastChannel(channelName(studyId));
    const sayClosed = () => channel.postMessage('closed' satisfies Message);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === 'are-you-there') channel.postMessage('opened' satisfies Message);
      if (data === 'come-back') window.close();
    };
    channel.postMessage('opened' satisfies Message);
    window.addEventListener('pagehide', sayClosed);
    return () => {
      sayClosed();
      window.removeEventListener('pagehide', sayClosed);
      channel.close();
    };
  }, [studyId]);
}
