/** Who does what a clause tells of: the user, the user with somebody, or somebody else. */
export type Subject = 'user' | 'users' | 'other' | undefined
