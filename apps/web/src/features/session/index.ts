export { FirstOwnerPage } from './FirstOwnerPage.tsx';
export { OpenPage } from './OpenPage.tsx';
export { SessionEndedDialog } from './SessionEndedDialog.tsx';
export { SessionGate } from './SessionGate.tsx';
export { SignInPage } from './SignInPage.tsx';
export { UserMenu } from './UserMenu.tsx';
