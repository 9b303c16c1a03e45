namespace Orchestra.Contracts.Scenarios;

/// <summary>What says that a value of one step is that of an earlier one; the first of these that there is.</summary>
public enum WiringSource
{
    /// <summary>A link of the spec.</summary>
    Link,

    /// <summary>The <c>Location</c> header of a 201 answer.</summary>
    Location,

    /// <summary>The name of an id: <c>applicationId</c> is the id of an application.</summary>
    Name,

    /// <summary>The thing's type: the answers' schemas are about the same kind of thing.</summary>
    Type,
}
