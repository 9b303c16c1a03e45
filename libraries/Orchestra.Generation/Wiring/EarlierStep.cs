namespace Orchestra.Generation.Wiring;

/// <summary>A step whose answer later steps may read.</summary>
/// <param name="Alias">Its alias.</param>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Fields">The members of its answer.</param>
internal sealed record EarlierStep(string Alias, string Method, IReadOnlyList<ResponseField> Fields);
