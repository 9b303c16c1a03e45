namespace Orchestra.Generation.Conditions.Paths;

/// <summary>What a variable of a condition is, where a path reads it.</summary>
internal abstract record VariableOrigin
{
    /// <summary>Data that the suite sends.</summary>
    /// <param name="DataPath">Where it is in the data set.</param>
    /// <param name="StepAlias">The step that sent it last; null where none did yet.</param>
    public sealed record Input(IReadOnlyList<string> DataPath, string? StepAlias) : VariableOrigin;

    /// <summary>A member of an earlier step's answer.</summary>
    /// <param name="StepAlias">The step.</param>
    /// <param name="BodyPath">Where it is in the body.</param>
    public sealed record Response(string StepAlias, IReadOnlyList<string> BodyPath) : VariableOrigin;

    /// <summary>Nothing that is sent or answered.</summary>
    public sealed record Unknown : VariableOrigin;
}
