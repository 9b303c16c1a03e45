using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Whether there are values, within one search.</summary>
internal abstract record SolverAnswer
{
    public static SolverAnswer None { get; } = new NoValues();

    public static SolverAnswer Open { get; } = new NotKnown();

    /// <summary>Values that satisfy everything.</summary>
    public sealed record Values(IReadOnlyDictionary<VariablePath, ConditionValue> ByVariable) : SolverAnswer;

    /// <summary>There are none.</summary>
    public sealed record NoValues : SolverAnswer;

    /// <summary>None were found, and none were ruled out.</summary>
    public sealed record NotKnown : SolverAnswer;
}
