namespace Orchestra.Contracts.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, at most the asked limit.</param>
/// <param name="NextCursor">Where the next page starts; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
