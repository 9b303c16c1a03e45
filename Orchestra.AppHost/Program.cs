// The topology of Orchestra: infrastructure, services, gateway. Written against Aspire's API alone (docs/adr/0001).
var builder = DistributedApplication.CreateBuilder(args);
var ephemeral = builder.Configuration.GetValue<bool>("ephemeral");

// Infrastructure
var ownerPassword = AddPassword("orchestra-owner-password");
var appPassword = AddPassword("orchestra-app-password");
var workerPassword = AddPassword("orchestra-worker-password");
var vaultMasterKey = AddPassword("orchestra-vault-master-key");
var postgres = builder.AddPostgres("postgres");
var database = postgres.AddDatabase("orchestra");
var messaging = builder.AddRabbitMQ("messaging");

// Services. The migrations alone hold the superuser's connection string; a running service holds its own role only.
var migrations = builder
    .AddProject("migrations", "../services/Api/Orchestra.Api.csproj")
    .WithArgs("migrate")
    .WithReference(database)
    .WithEnvironment("Database__OwnerPassword", ownerPassword)
    .WithEnvironment("Database__AppPassword", appPassword)
    .WithEnvironment("Database__WorkerPassword", workerPassword)
    .WaitFor(database);

// Before the others, whose addresses it knows only to refuse them: it need not be stopped before they are.
var executor = builder
    .AddProject("executor", "../services/Executor/Orchestra.Executor.csproj")
    .WithReplicas(2)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready")
    .WithEnvironment("ConnectionStrings__orchestra_worker", RoleConnection("orchestra_worker", workerPassword))
    .WithEnvironment("Secrets__MasterKey", vaultMasterKey)
    .WithReference(messaging)
    .WaitFor(messaging)
    .WaitForCompletion(migrations);

var api = builder
    .AddProject("api", "../services/Api/Orchestra.Api.csproj")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready")
    .WithEnvironment("ConnectionStrings__orchestra_app", RoleConnection("orchestra_app", appPassword))
    .WithEnvironment("ConnectionStrings__orchestra_worker", RoleConnection("orchestra_worker", workerPassword))
    .WithEnvironment("Secrets__MasterKey", vaultMasterKey)
    .WithReference(messaging)
    .WaitFor(messaging)
    .WaitForCompletion(migrations);

// Gateway
var gateway = builder
    .AddProject("gateway", "../services/Gateway/Orchestra.Gateway.csproj")
    .WithHttpEndpoint(port: ephemeral ? null : 8080)
    .WithHttpHealthCheck("/health/live")
    .WithReference(api)
    .WithReference(executor)
    .WaitFor(api);

// Steps and checks call addresses that people write: never our own servers, even where loopback is open. Services of ours are known by reference.
foreach (var caller in new[] { executor, api })
{
    caller
        .WithEnvironment("Outbound__Forbidden__0", $"{postgres.Resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}")
        .WithEnvironment("Outbound__Forbidden__1", $"{messaging.Resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}")
        .WithReference(gateway)
        .WithReference(api)
        .WithReference(executor);
}

// The sample system under test, with a cluster of its own: --Samples:Bank=true, with a fault: --Bank:Fault=scoring-500
if (builder.Configuration.GetValue<bool>("Samples:Bank"))
{
    var bankDatabase = builder.AddPostgres("bank-postgres").AddDatabase("bank-database", databaseName: "bank");
    var bank = builder
        .AddProject("bank", "../samples/bank/Orchestra.Samples.Bank.csproj")
        .WithHttpEndpoint(port: ephemeral ? null : 9080)
        .WithHttpHealthCheck("/health")
        .WithReference(bankDatabase, connectionName: "bank")
        .WaitFor(bankDatabase);
    if (builder.Configuration["Bank:Fault"] is { } fault)
    {
        bank.WithEnvironment("Bank__Fault", fault);
    }
}

builder.Build().Run();

// Letters and digits only: they need no quoting in connection strings. Kept, because the roles in the database keep them.
IResourceBuilder<ParameterResource> AddPassword(string name) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);

ReferenceExpression RoleConnection(string role, IResourceBuilder<ParameterResource> password)
{
    var server = postgres.Resource.PrimaryEndpoint;
    return ReferenceExpression.Create(
        $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Database={database.Resource.DatabaseName};Username={role};Password={password}"
    );
}
