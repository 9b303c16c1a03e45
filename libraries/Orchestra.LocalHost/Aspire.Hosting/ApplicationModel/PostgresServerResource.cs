namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server: here a private cluster, with Aspire a container.</summary>
public class PostgresServerResource : Resource, IResourceWithConnectionString, IResourceWithEndpoints
{
    internal const string DefaultUserName = "postgres";

    /// <summary>Creates the resource; <c>AddPostgres</c> does it.</summary>
    internal PostgresServerResource(string name, ParameterResource password)
        : base(name)
    {
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, "tcp");
    }

    /// <summary>Where the server listens.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>The superuser's password.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"Host={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username={DefaultUserName};Password={PasswordParameter}"
        );
}
