namespace Orchestra.Api.Data.Entities;

/// <summary>A row that belongs to one tenant: the context filters it, and row-level security guards it.</summary>
internal interface ITenantOwned
{
    Guid TenantId { get; }
}
