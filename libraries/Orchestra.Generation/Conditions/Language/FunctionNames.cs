namespace Orchestra.Generation.Conditions.Language;

/// <summary>What the dialects call the functions.</summary>
internal static class FunctionNames
{
    private static readonly Dictionary<string, ConditionFunction> _functions = new(StringComparer.Ordinal)
    {
        ["contains"] = ConditionFunction.Contains,
        ["starts with"] = ConditionFunction.StartsWith,
        ["ends with"] = ConditionFunction.EndsWith,
        ["string length"] = ConditionFunction.Length,
        ["count"] = ConditionFunction.Count,
        ["list contains"] = ConditionFunction.ListContains,
        ["is empty"] = ConditionFunction.Empty,
    };

    private static readonly Dictionary<string, ConditionFunction> _methods = new(StringComparer.Ordinal)
    {
        ["contains"] = ConditionFunction.Contains,
        ["includes"] = ConditionFunction.Contains,
        ["startsWith"] = ConditionFunction.StartsWith,
        ["endsWith"] = ConditionFunction.EndsWith,
        ["length"] = ConditionFunction.Length,
        ["size"] = ConditionFunction.Count,
        ["isEmpty"] = ConditionFunction.Empty,
    };

    /// <summary>The function of a name: <c>starts with(x, "a")</c>.</summary>
    public static ConditionFunction? Function(string name) => _functions.TryGetValue(name, out var function) ? function : null;

    /// <summary>The function of a method: <c>x.startsWith("a")</c>.</summary>
    public static ConditionFunction? Method(string name) => _methods.TryGetValue(name, out var function) ? function : null;

    /// <summary>How many arguments a function takes.</summary>
    public static int Arguments(ConditionFunction function) =>
        function is ConditionFunction.Length or ConditionFunction.Count or ConditionFunction.Empty ? 1 : 2;
}
