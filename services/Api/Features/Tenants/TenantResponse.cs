namespace Orchestra.Api.Features.Tenants;

internal sealed record TenantResponse(Guid Id, string Name, DateTimeOffset CreatedAt);
