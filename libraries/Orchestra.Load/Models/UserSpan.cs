namespace Orchestra.Load.Models;

/// <summary>A time in which a user is there.</summary>
/// <param name="From">When it comes, from the load's start on.</param>
/// <param name="To">When it starts no further iteration.</param>
public readonly record struct UserSpan(TimeSpan From, TimeSpan To);
