namespace Orchestra.Generation.Conditions.Language;

/// <summary>The language that a condition is written in.</summary>
internal enum ConditionDialect
{
    /// <summary>FEEL of DMN and Camunda 8.</summary>
    Feel,

    /// <summary>Unified expression language of Camunda 7 and Flowable: <c>${…}</c>, <c>#{…}</c>.</summary>
    Uel,

    /// <summary>Comparisons as JavaScript writes them.</summary>
    JavaScript,
}
