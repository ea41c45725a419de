import { AccessPage } from './AccessPage.tsx';

export const ByOrganiser = () => <AccessPage watcher="organiser" />;
export const ByCommittee = () => <AccessPage watcher="committee" />;
