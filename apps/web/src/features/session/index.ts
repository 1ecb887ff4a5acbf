export { FirstOwnerPage } from './FirstOwnerPage.tsx';
export { takeLinkToken } from './link-token.ts';
export { OpenPage } from './OpenPage.tsx';
export { SessionEndedDialog } from './SessionEndedDialog.tsx';
export { SessionGate } from './SessionGate.tsx';
export { SignInPage } from './SignInPage.tsx';
export { UserMenu } from './UserMenu.tsx';
