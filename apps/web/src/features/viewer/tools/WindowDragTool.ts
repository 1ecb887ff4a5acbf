import { BaseTool, type Types } from '@cornerstonejs/tools';
import { dragTargetOf } from './drag-targets.ts';

/** Window and level by drag: to the right is wider, downwards is higher. */
export class WindowDragTool extends BaseTool {
  static override toolName = 'WindowDrag';

  constructor(props: Types.PublicToolProps = {}) {
    super(props, { supportedInteractionTypes: ['Mouse', 'Touch'] });
  }

  mouseDragCallback(event: Types.EventTypes.InteractionEventType): void {
    const { element, deltaPoints } = event.detail;
    dragTargetOf(element)?.dragWindow(deltaPoints.canvas[0], deltaPoints.canvas[1]);
  }

  touchDragCallback(event: Types.EventTypes.InteractionEventType): void {
    this.mouseDragCallback(event);
  }
}
