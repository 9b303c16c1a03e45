using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Orchestra.Api.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "identity");

            migrationBuilder.EnsureSchema(
                name: "api");

            migrationBuilder.CreateTable(
                name: "environment",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    service_urls = table.Column<string>(type: "jsonb", nullable: false),
                    variables = table.Column<string>(type: "jsonb", nullable: false),
                    allow = table.Column<string[]>(type: "text[]", nullable: false),
                    mask = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_environment", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "process",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    latest_version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_process", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "protocol_spec",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    protocol_id = table.Column<string>(type: "text", nullable: false),
                    service_name = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    endpoints = table.Column<string>(type: "jsonb", nullable: false),
                    warnings = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_protocol_spec", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tenant",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tenant", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "test_data_set",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    tags = table.Column<string[]>(type: "text[]", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_test_data_set", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "process_version",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    process_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    source_type = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    source_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    graph = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_process_version", x => new { x.tenant_id, x.process_id, x.version });
                    table.ForeignKey(
                        name: "FK_process_version_process_tenant_id_process_id",
                        columns: x => new { x.tenant_id, x.process_id },
                        principalSchema: "api",
                        principalTable: "process",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "scenario_suite",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    process_id = table.Column<Guid>(type: "uuid", nullable: false),
                    process_version = table.Column<int>(type: "integer", nullable: false),
                    spec_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    options = table.Column<string>(type: "jsonb", nullable: false),
                    coverage = table.Column<string>(type: "jsonb", nullable: false),
                    unbound = table.Column<string>(type: "jsonb", nullable: false),
                    warnings = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scenario_suite", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_scenario_suite_process_tenant_id_process_id",
                        columns: x => new { x.tenant_id, x.process_id },
                        principalSchema: "api",
                        principalTable: "process",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "api_key",
                schema: "identity",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    roles = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false, defaultValue: 1)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_key", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_api_key_tenant_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "identity",
                        principalTable: "tenant",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tenant_settings",
                schema: "identity",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    max_parallel_runs = table.Column<int>(type: "integer", nullable: false),
                    max_scenarios_per_tenant = table.Column<int>(type: "integer", nullable: false),
                    default_run_retention_days = table.Column<int>(type: "integer", nullable: false),
                    outbound_allow = table.Column<string[]>(type: "text[]", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tenant_settings", x => x.tenant_id);
                    table.ForeignKey(
                        name: "FK_tenant_settings_tenant_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "identity",
                        principalTable: "tenant",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "test_scenario",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    suite_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    latest_version = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_test_scenario", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_test_scenario_scenario_suite_tenant_id_suite_id",
                        columns: x => new { x.tenant_id, x.suite_id },
                        principalSchema: "api",
                        principalTable: "scenario_suite",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "scenario_version",
                schema: "api",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scenario_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scenario_version", x => new { x.tenant_id, x.scenario_id, x.version });
                    table.ForeignKey(
                        name: "FK_scenario_version_test_scenario_tenant_id_scenario_id",
                        columns: x => new { x.tenant_id, x.scenario_id },
                        principalSchema: "api",
                        principalTable: "test_scenario",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_key_hash",
                schema: "identity",
                table: "api_key",
                column: "hash");

            migrationBuilder.CreateIndex(
                name: "IX_environment_tenant_id_name",
                schema: "api",
                table: "environment",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_process_tenant_id_key",
                schema: "api",
                table: "process",
                columns: new[] { "tenant_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_protocol_spec_tenant_id_service_name",
                schema: "api",
                table: "protocol_spec",
                columns: new[] { "tenant_id", "service_name" });

            migrationBuilder.CreateIndex(
                name: "IX_scenario_suite_tenant_id_process_id",
                schema: "api",
                table: "scenario_suite",
                columns: new[] { "tenant_id", "process_id" });

            migrationBuilder.CreateIndex(
                name: "IX_test_data_set_tenant_id_name",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_test_scenario_tenant_id_suite_id_key",
                schema: "api",
                table: "test_scenario",
                columns: new[] { "tenant_id", "suite_id", "key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_key",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "environment",
                schema: "api");

            migrationBuilder.DropTable(
                name: "process_version",
                schema: "api");

            migrationBuilder.DropTable(
                name: "protocol_spec",
                schema: "api");

            migrationBuilder.DropTable(
                name: "scenario_version",
                schema: "api");

            migrationBuilder.DropTable(
                name: "tenant_settings",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "test_data_set",
                schema: "api");

            migrationBuilder.DropTable(
                name: "test_scenario",
                schema: "api");

            migrationBuilder.DropTable(
                name: "tenant",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "scenario_suite",
                schema: "api");

            migrationBuilder.DropTable(
                name: "process",
                schema: "api");
        }
    }
}
