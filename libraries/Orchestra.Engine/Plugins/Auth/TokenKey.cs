using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Auth;

/// <summary>
/// Whose token it is. The profile counts by what it says, and its secret by its digest: after a change of either nobody gets a token of
/// before. Another tenant has another one always, and so has a run that may reach other addresses.
/// </summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Profile">The profile as the plan froze it.</param>
/// <param name="ClientId">The client, with a secret in its place.</param>
/// <param name="SecretDigest">SHA-256 of the client's secret.</param>
/// <param name="Policy">What the run may reach.</param>
internal sealed record TokenKey(Guid TenantId, AuthProfile Profile, string ClientId, string SecretDigest, OutboundPolicy Policy);
