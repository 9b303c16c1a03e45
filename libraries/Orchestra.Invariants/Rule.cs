namespace Orchestra.Invariants;

/// <summary>One thing that must hold, as a query for what breaks it.</summary>
/// <param name="Text">What should hold.</param>
/// <param name="Sql">
/// Selects one text for each breach. <c>{r}</c> and <c>{s}</c> narrow the tables of these aliases to a tenant; <c>accepted</c> (id) and
/// <c>sut</c> (method, path, key, correlation, effect) are the evidence.
/// </param>
internal sealed record Rule(string Text, string Sql)
{
    /// <summary>Holds only when nothing is under way.</summary>
    public bool WhenIdle { get; init; }

    /// <summary>Needs the log of the system under test.</summary>
    public bool NeedsSutLog { get; init; }
}
