namespace Grpc.Core;

/// <summary>A method without the types of its messages.</summary>
public interface IMethod
{
    /// <summary>Its kind.</summary>
    MethodType Type { get; }

    /// <summary>Package and service, as in <c>grpc.health.v1.Health</c>.</summary>
    string ServiceName { get; }

    /// <summary>Its name without the service.</summary>
    string Name { get; }

    /// <summary>The path on the wire: <c>/service/name</c>.</summary>
    string FullName { get; }
}
