import { BaseTool, type Types } from '@cornerstonejs/tools';
import { dragTargetOf } from './drag-targets.ts';

/** Scrolls the stack by drag: downwards goes on. */
export class ScrollDragTool extends BaseTool {
  static override toolName = 'ScrollDrag';

  constructor(props: Types.PublicToolProps = {}) {
    super(props, { supportedInteractionTypes: ['Mouse', 'Touch'] });
  }

  mouseDragCallback(event: Types.EventTypes.InteractionEventType): void {
    const { element, deltaPoints } = event.detail;
    dragTargetOf(element)?.dragScroll(deltaPoints.canvas[1]);
  }

  touchDragCallback(event: Types.EventTypes.InteractionEventType): void {
    this.mouseDragCallback(event);
  }
}
