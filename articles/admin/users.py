"""Users and groups in the admin: who manages them gives nobody more than he may do himself."""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q

from articles.admin.logged import Logged
from articles.curation.log import record
from articles.models import Action
from articles.roles import ROLES

POWERS = ("is_superuser", "user_permissions")  # that only a superuser gives

admin.site.unregister(User)
admin.site.unregister(Group)


def beyond(user):
    """Return the permissions that a user does not have."""
    if user.is_superuser:
        return Permission.objects.none()
    return Permission.objects.exclude(Q(group__user=user) | Q(user=user))


@admin.register(User)
class UserAdmin(Logged, auth_admin.UserAdmin):
    """A superuser is changed, and made, by superusers alone."""

    def is_above(self, request, obj):
        return obj is not None and obj.is_superuser and not request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return not self.is_above(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not self.is_above(request, obj) and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """What a reader kept goes with him; no right to each of it is asked for."""
        names, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        allowed = all(self.has_delete_permission(request, one) for one in objs)
        return names, counts, set() if allowed else {self.opts.verbose_name}, protected

    def log_change(self, request, obj, message):
        """A new password is logged by no form of ours; to what it changed is not told."""
        if request.resolver_match.url_name == "auth_user_password_change":
            record(request.user.get_username(), Action.Kind.CHANGE, obj, after={"password": "•••"})

    def get_queryset(self, request):
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, *POWERS)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.exclude(permissions__in=beyond(request.user))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class GroupAdmin(Logged, auth_admin.GroupAdmin):
    """The roles are what they are; other groups hold what their maker holds."""

    def is_fixed(self, request, obj):
        above = obj is not None and obj.permissions.filter(pk__in=beyond(request.user)).exists()
        return obj is not None and (obj.name in ROLES or above)

    def has_change_permission(self, request, obj=None):
        return not self.is_fixed(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not self.is_fixed(request, obj) and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # which asks for no single group
        return actions

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "permissions":
            field.queryset = field.queryset.exclude(pk__in=beyond(request.user))
        return field
