"""Static files: once collected they are packed and named by what is in them.

``manage.py collectstatic`` writes them to the state folder. Without it, or for a file that
came later, the plain name is used, which always works; browsers then ask again each time.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN = ("css/", "img/", "js/")


class CollectedFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def stored_name(self, name):
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)

    def hashed_name(self, name, content=None, filename=None):
        """Some files of libraries name others that the libraries do not bring along."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            if name.startswith(OWN):
                raise
            return name
