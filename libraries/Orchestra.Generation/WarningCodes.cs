namespace Orchestra.Generation;

/// <summary>Codes of the warnings that generation adds to a suite.</summary>
internal static class WarningCodes
{
    /// <summary>An explicit binding names no endpoint of the specs.</summary>
    public const string EndpointNotFound = "ENDPOINT_NOT_FOUND";

    /// <summary>An explicit binding names several endpoints; the first was taken.</summary>
    public const string EndpointAmbiguous = "ENDPOINT_AMBIGUOUS";

    /// <summary>A binding override names a node that the process does not have.</summary>
    public const string OverrideUnknownNode = "OVERRIDE_UNKNOWN_NODE";

    /// <summary>No earlier answer gives the value of a required path parameter.</summary>
    public const string PathParameterNotWired = "PATH_PARAMETER_NOT_WIRED";

    /// <summary>A schema asks for more than generation gives: the input was cut.</summary>
    public const string InputCapped = "INPUT_CAPPED";

    /// <summary>An example or default does not fit its own schema, or is too large.</summary>
    public const string ExampleNotUsed = "EXAMPLE_NOT_USED";

    /// <summary>A pattern is beyond what generation can write; the text may not match it.</summary>
    public const string PatternNotSupported = "PATTERN_NOT_SUPPORTED";

    /// <summary>A request body in another format than JSON.</summary>
    public const string BodyNotJson = "BODY_NOT_JSON";

    /// <summary>A schema pointer or a <c>$ref</c> leads nowhere.</summary>
    public const string SchemaNotFound = "SCHEMA_NOT_FOUND";

    /// <summary>An <c>orchestra:expect</c> stands where no step can check it.</summary>
    public const string ExpectWithoutStep = "EXPECT_WITHOUT_STEP";

    /// <summary>An <c>orchestra:alias</c> had characters that an alias cannot have.</summary>
    public const string AliasChanged = "ALIAS_CHANGED";

    /// <summary>A condition is beyond the language that generation reads: it is kept as text.</summary>
    public const string ConditionNotRead = "CONDITION_NOT_READ";

    /// <summary>A condition on an answer has no form as rules.</summary>
    public const string ConditionNotARule = "CONDITION_NOT_A_RULE";

    /// <summary>A condition on an answer is checked, but no data set brings it about.</summary>
    public const string ConditionNotSteered = "CONDITION_NOT_STEERED";

    /// <summary>Nothing says which rows of a table are those of the run.</summary>
    public const string RowNotCorrelated = "ROW_NOT_CORRELATED";

    /// <summary>Conditions along a path contradict.</summary>
    public const string PathInfeasible = "PATH_INFEASIBLE";
}
