namespace Orchestra.Modeling;

/// <summary>The codes of warnings that reading and path selection give.</summary>
public static class WarningCodes
{
    /// <summary>The element is understood, but generation does not cover what is special about it yet.</summary>
    public const string NotCovered = "NOT_COVERED";

    /// <summary>An element of BPMN that a process graph has no place for; it was left out.</summary>
    public const string UnknownElement = "UNKNOWN_ELEMENT";

    /// <summary>An attribute or element of Orchestra's namespace that does not exist or means nothing there: most likely a typing error.</summary>
    public const string UnknownExtension = "UNKNOWN_EXTENSION";

    /// <summary>No flow leads to the element.</summary>
    public const string Unreachable = "UNREACHABLE";

    /// <summary>A reference that is not needed for the graph names nothing; it was ignored.</summary>
    public const string DanglingReference = "DANGLING_REFERENCE";

    /// <summary>A process without flow nodes; it was left out.</summary>
    public const string EmptyProcess = "EMPTY_PROCESS";

    /// <summary>The parallel part is not nested properly; its paths are found by search and may not be the fewest.</summary>
    public const string Unstructured = "UNSTRUCTURED";

    /// <summary>A process decides so much that its combinations cannot be covered at the strength asked for.</summary>
    public const string TooManyPairs = "TOO_MANY_PAIRS";

    /// <summary>Messages of a sequence diagram that become no step: services send them among themselves.</summary>
    public const string InnerMessage = "INNER_MESSAGE";

    /// <summary>A sequence diagram of which no message becomes a step.</summary>
    public const string NoStep = "NO_STEP";

    /// <summary>The warnings were too many to list.</summary>
    public const string More = "MORE_WARNINGS";
}
