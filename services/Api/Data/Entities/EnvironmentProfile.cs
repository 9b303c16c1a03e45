namespace Orchestra.Api.Data.Entities;

/// <summary>The alias that a profile has in an environment. A row of its own, so that the database keeps a profile that is used.</summary>
internal sealed class EnvironmentProfile : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid EnvironmentId { get; init; }
    public required ProfileKind Kind { get; init; }
    public required string Alias { get; init; }
    public required Guid ProfileId { get; set; }
}
