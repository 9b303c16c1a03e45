namespace Orchestra.Api.Data.Entities;

/// <summary>Who may use a data set, from wide to narrow.</summary>
internal enum DataSetScope
{
    /// <summary>Every scenario of the tenant.</summary>
    Global,

    /// <summary>The scenarios of one suite.</summary>
    Suite,

    /// <summary>One scenario.</summary>
    Scenario,
}
