namespace Orchestra.Secrets;

/// <summary>A secret without its value.</summary>
/// <param name="Id">Made when it was created; newer ones are greater.</param>
/// <param name="Name">Its name in the tenant.</param>
/// <param name="Version">From 1; one more with each replacement.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="ChangedAt">When it got this value.</param>
/// <param name="ChangedBy">Who gave it this value.</param>
public sealed record SecretHead(
    Guid Id,
    string Name,
    int Version,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ChangedAt,
    string ChangedBy
);
