namespace Aspire.Hosting.ApplicationModel;

/// <summary>A RabbitMQ node: here a private one, with Aspire a container.</summary>
public class RabbitMQServerResource : Resource, IResourceWithConnectionString, IResourceWithEndpoints
{
    internal const string DefaultUserName = "orchestra";

    /// <summary>Creates the resource; <c>AddRabbitMQ</c> does it.</summary>
    internal RabbitMQServerResource(string name, ParameterResource password)
        : base(name)
    {
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, "tcp");
    }

    /// <summary>Where the node listens.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>The user's password.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"amqp://{DefaultUserName}:{PasswordParameter}@{PrimaryEndpoint.Property(EndpointProperty.Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}"
        );
}
